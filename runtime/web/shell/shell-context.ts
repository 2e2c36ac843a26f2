import { createContext, useContext } from "react";

/** What any page may ask of the shell. */
export interface ShellActions {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
}

export const ShellContext = createContext<ShellActions>({ openPalette: () => {}, openKeys: () => {} });

export function useShell(): ShellActions {
  return useContext(ShellContext);
}
