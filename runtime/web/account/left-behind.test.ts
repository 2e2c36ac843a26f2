import { beforeEach, expect, test, vi } from "vitest";
import { keepDraft, readDraft } from "../form/drafts.ts";
import { noteRecent, recentRecords } from "../shell/recent.ts";
import { belongTo, forgetRecords } from "./left-behind.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  });
  localStorage.setItem("dossier.language", "fr");
  keepDraft("person/new", { version: null, values: { name: "Dupont" } });
  keepDraft("person/2", { version: 3, values: { name: "Durand" } });
  noteRecent({ type: "person", id: "2", title: "Durand" });
});

test("who signs out leaves nothing of records in the browser, and finds its settings again", () => {
  forgetRecords();
  expect([readDraft("person/new"), readDraft("person/2"), recentRecords()]).toEqual([null, null, []]);
  expect(localStorage.getItem("dossier.language")).toBe("fr");
});

test("what one account typed is not shown to the next one, and is still there for the one that comes back", () => {
  belongTo("anna");
  expect(readDraft("person/new")?.values).toEqual({ name: "Dupont" });
  belongTo("anna");
  expect(readDraft("person/new")?.values).toEqual({ name: "Dupont" });
  belongTo("bruno");
  expect([readDraft("person/new"), recentRecords()]).toEqual([null, []]);
});
