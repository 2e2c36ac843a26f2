/** How long an account number is in each country of the register (ISO 13616, SWIFT IBAN registry). */
const lengths: Readonly<Record<string, number>> = {
  ...{
    AD: 24,
    AE: 23,
    AL: 28,
    AT: 20,
    AZ: 28,
    BA: 20,
    BE: 16,
    BG: 22,
    BH: 22,
    BR: 29,
    BY: 28,
    CH: 21,
    CR: 22,
  },
  ...{
    CY: 28,
    CZ: 24,
    DE: 22,
    DK: 18,
    DO: 28,
    EE: 20,
    EG: 29,
    ES: 24,
    FI: 18,
    FO: 18,
    FR: 27,
    GB: 22,
    GE: 22,
  },
  ...{
    GI: 23,
    GL: 18,
    GR: 27,
    GT: 28,
    HR: 21,
    HU: 28,
    IE: 22,
    IL: 23,
    IQ: 23,
    IS: 26,
    IT: 27,
    JO: 30,
    KW: 30,
  },
  ...{
    KZ: 20,
    LB: 28,
    LC: 32,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
    LY: 25,
    MC: 27,
    MD: 24,
    ME: 22,
    MK: 19,
    MR: 27,
  },
  ...{
    MT: 31,
    MU: 30,
    NL: 18,
    NO: 15,
    PK: 24,
    PL: 28,
    PS: 29,
    PT: 25,
    QA: 29,
    RO: 24,
    RS: 22,
    SA: 24,
    SC: 31,
  },
  ...{
    SE: 24,
    SI: 19,
    SK: 24,
    SM: 27,
    ST: 25,
    SV: 28,
    TL: 23,
    TN: 24,
    TR: 26,
    UA: 29,
    VA: 22,
    VG: 24,
    XK: 20,
  },
};

/** Whether a text without spaces is an account number: the country's length and check digits that leave 1 of 97. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(text)) return false;
  const country = text.slice(0, 2);
  const length = Object.hasOwn(lengths, country) ? lengths[country] : undefined;
  if (text.length !== length) return false;
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** SQL of the account number that a text holds, checked as `isIban` checks it; null where it holds none. */
export function ibanFromText(column: string): string {
  const bare = `upper(regexp_replace(${column}, '[[:space:]]', '', 'g'))`;
  const digits = `(select string_agg(case when c ~ '[0-9]' then c else (ascii(c) - 55)::text end, '' order by n) from regexp_split_to_table(substr(${bare}, 5) || left(${bare}, 4), '') with ordinality t (c, n))`;
  const whens = Object.entries(lengths).map(([country, length]) => `when '${country}' then ${length}`);
  const length = `case left(${bare}, 2) ${whens.join(" ")} end`;
  const isShaped = `length(${column}) < 60 and ${bare} ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}$' and length(${bare}) = ${length}`;
  return `case when ${isShaped} then case when ${digits}::numeric % 97 = 1 then ${bare} end end`;
}
