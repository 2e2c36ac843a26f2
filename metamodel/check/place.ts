/** A place in a document as people read it: `sections[0].fields[2]`. */
export function placeInWords(place: readonly PropertyKey[]): string {
  return place.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

/** The path of a fault: the document, and the place in it where there is one: `type/contract fields[2].type`. */
export function faultPath(kind: string, name: string, place: string): string {
  return place === "" ? `${kind}/${name}` : `${kind}/${name} ${place}`;
}
