/**
 * The page around a letter’s text: A4, margins of a business letter, and the address field where the window of a
 * Swiss (right) or French (right, lower) C5/6 envelope shows it. Templates use the classes `sender`, `address`,
 * `place-date`, `subject`, `signature`.
 *
 * Window position for Switzerland after SN 010130 and the postal guide: 118 mm from the left, 46 mm from the top,
 * 22 lines of room; France after NF Z 11-001: 110 mm and 45 mm.
 */
export function letterPage({
  body,
  language,
  country,
  title,
}: {
  body: string;
  language: string;
  country: "CH" | "FR";
  title: string;
}): string {
  const left = country === "CH" ? 118 : 110;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>
  @page { size: A4; margin: 20mm 20mm 22mm 25mm;
    @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
  @page :first { margin-top: 0; }
  * { box-sizing: border-box; }
  body { margin: 0; font: 10.5pt/1.45 "Helvetica Neue", Arial, "Liberation Sans", "Open Sans", sans-serif; color: #111; }
  .letter-head { position: relative; height: 92mm; }
  .sender { position: absolute; left: 0; top: 15mm; width: 75mm; font-size: 9pt; }
  .address { position: absolute; left: ${left - 25}mm; top: 46mm; width: 72mm; height: 30mm; overflow: hidden; line-height: 1.35; }
  .place-date { position: absolute; left: ${left - 25}mm; top: 80mm; }
  .subject { font-weight: bold; font-size: 11.5pt; margin: 0 0 6mm; }
  p { margin: 0 0 3.5mm; orphans: 2; widows: 2; }
  table { width: 100%; border-collapse: collapse; margin: 4mm 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { text-align: left; padding: 1.2mm 2mm 1.2mm 0; border-bottom: 0.2mm solid #bbb; vertical-align: top; }
  .amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .signature { margin-top: 14mm; break-inside: avoid; }
</style>
</head>
<body>
${body}
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
