import type { WordTable } from "../../runtime/web/language/index.ts";

/** The packs that were taken in, and taking in the next version. */
export const packsWords = {
  "packs.title": { fr: "Paquets", en: "Packs" },
  "packs.none": {
    fr: "Aucun paquet n’a été repris. Un paquet apporte des types, formulaires et modèles tout faits ; sa version suivante sera fusionnée avec vos changements.",
    en: "No pack was taken in. A pack brings types, forms and templates ready made; its next version will be merged with your changes.",
  },
  "packs.standard": { fr: "Modèle standard", en: "Standard model" },
  "packs.waits": {
    fr: "Le logiciel apporte une version plus récente, qui attend votre décision.",
    en: "The software brings a newer version, which waits for your decision.",
  },
  "packs.look": { fr: "Examiner…", en: "Look at it…" },
  "packs.choose": { fr: "Reprendre une version…", en: "Take in a version…" },
  "packs.unreadable": {
    fr: "Ce fichier n’est pas un paquet : il faut le JSON que « dossier pack write » produit.",
    en: "This file is no pack: it takes the JSON that “dossier pack write” makes.",
  },
  "packs.documents_one": { fr: "{count} document", en: "{count} document" },
  "packs.documents_other": { fr: "{count} documents", en: "{count} documents" },
  "packs.plan": { fr: "{name}, version {version}", en: "{name}, version {version}" },
  "packs.conflicts_one": {
    fr: "{count} endroit modifié ici et dans le paquet : choisissez",
    en: "{count} place changed here and in the pack: choose",
  },
  "packs.conflicts_other": {
    fr: "{count} endroits modifiés ici et dans le paquet : choisissez",
    en: "{count} places changed here and in the pack: choose",
  },
  "packs.ours": { fr: "Garder", en: "Keep" },
  "packs.theirs": { fr: "Prendre", en: "Take" },
  "packs.absent": { fr: "rien", en: "nothing" },
  "packs.nothing": {
    fr: "Rien ne change : tout est déjà là.",
    en: "Nothing changes: all of it is here already.",
  },
  "packs.leave": { fr: "Laisser", en: "Leave" },
  "packs.apply": { fr: "Reprendre", en: "Take in" },
  "packs.applying": { fr: "Reprise…", en: "Taking in…" },
  "packs.applied": { fr: "{name} {version} est repris.", en: "{name} {version} is taken in." },
} satisfies WordTable;
