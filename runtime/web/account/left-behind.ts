/** What a browser keeps of records: forms that were not saved, the titles of records opened lately. */
const ofRecords = ["dossier.draft.", "dossier.recent"];
const lastAccount = "dossier.account";

/** Forgets what this browser keeps of records; settings of the screen stay. */
export function forgetRecords(): void {
  const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  for (const name of names)
    if (ofRecords.some((stem) => name.startsWith(stem))) localStorage.removeItem(name);
}

/** Says whose browser it is from now on: what another account left is forgotten before anybody sees it. */
export function belongTo(account: string): void {
  if (localStorage.getItem(lastAccount) === account) return;
  if (localStorage.getItem(lastAccount) !== null) forgetRecords();
  localStorage.setItem(lastAccount, account);
}
