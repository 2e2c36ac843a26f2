import { createContext } from "react";

/** The type over whose records the expressions of a drawer are written. */
export const ExpressionType = createContext("");
