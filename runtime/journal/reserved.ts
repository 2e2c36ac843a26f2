/** CEL: the list of trades at a path names some, and none that the user belongs to. */
export function isForOthers(path: string): string {
  return `${path}.size() > 0 && !${path}.exists(trade, trade in user.trades)`;
}
