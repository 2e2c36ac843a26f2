/** A secret as apps get it (RFC 4648 base 32, spaces between) as the text that codes are made from. */
export function fromBase32(text: string): string {
  let bits = "";
  for (const letter of text.replace(/\s/g, ""))
    bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  return (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
}
