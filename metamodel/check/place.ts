/** The path of a fault: the document, and the place in it where there is one: `type/contract fields[2].type`. */
export function faultPath(kind: string, name: string, place: string): string {
  return place === "" ? `${kind}/${name}` : `${kind}/${name} ${place}`;
}
