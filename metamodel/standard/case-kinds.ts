import type { StandardDocument } from "./standard-document.ts";

/** A question or an order. */
export const request: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "request",
    extends: "case",
    label: { fr: "Demande", en: "Request" },
    plural: { fr: "Demandes", en: "Requests" },
    icon: "message",
    fields: [
      {
        name: "channel",
        type: "select",
        label: { fr: "Reçue par", en: "Received by" },
        options: [
          { value: "phone", label: { fr: "Téléphone", en: "Phone" } },
          { value: "email", label: { fr: "E-mail", en: "E-mail" } },
          { value: "letter", label: { fr: "Courrier", en: "Letter" } },
          { value: "visit", label: { fr: "Visite", en: "Visit" } },
          { value: "web", label: { fr: "Site web", en: "Website" } },
        ],
      },
    ],
  },
];

/** Something does not work. */
export const breakdown: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "breakdown",
    extends: "case",
    label: { fr: "Panne", en: "Breakdown" },
    plural: { fr: "Pannes", en: "Breakdowns" },
    icon: "alert-triangle",
    fields: [
      {
        name: "standstill",
        type: "boolean",
        default: false,
        label: { fr: "Installation à l’arrêt", en: "Standstill" },
      },
      { name: "cause", type: "text", label: { fr: "Cause", en: "Cause" } },
      { name: "downtime", type: "duration", min: 0, label: { fr: "Durée de l’arrêt", en: "Downtime" } },
      {
        name: "under_warranty",
        type: "boolean",
        default: false,
        label: { fr: "Sous garantie", en: "Under warranty" },
      },
    ],
  },
];

/** What the house proposes, and for how much. */
export const offer: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "offer",
    extends: "case",
    label: { fr: "Offre", en: "Offer" },
    plural: { fr: "Offres", en: "Offers" },
    icon: "file-invoice",
    fields: [
      { name: "amount", type: "money", min: "0", label: { fr: "Montant", en: "Amount" } },
      {
        name: "probability",
        type: "percent",
        min: "0",
        max: "100",
        label: { fr: "Probabilité", en: "Probability" },
      },
      { name: "valid_until", type: "date", label: { fr: "Valable jusqu’au", en: "Valid until" } },
      {
        name: "decision",
        type: "select",
        label: { fr: "Décision du client", en: "Customer’s decision" },
        options: [
          { value: "accepted", label: { fr: "Acceptée", en: "Accepted" }, tone: "green" },
          { value: "refused", label: { fr: "Refusée", en: "Refused" }, tone: "red" },
        ],
      },
    ],
  },
  {
    kind: "view",
    name: "offer_open",
    type: "offer",
    label: { fr: "En attente de décision", en: "Awaiting a decision" },
    order: 10,
    filter: 'decision == null && state != "closed"',
    columns: ["number", "subject", "dossier", "amount", "probability", "valid_until", "assigned_to"],
    sort: ["valid_until"],
  },
];

/** Somebody is not content. */
export const complaint: readonly StandardDocument[] = [
  {
    kind: "type",
    name: "complaint",
    extends: "case",
    label: { fr: "Réclamation", en: "Complaint" },
    plural: { fr: "Réclamations", en: "Complaints" },
    icon: "mood-sad",
    fields: [
      {
        name: "severity",
        type: "select",
        label: { fr: "Gravité", en: "Severity" },
        options: [
          { value: "minor", label: { fr: "Mineure", en: "Minor" }, tone: "yellow" },
          { value: "major", label: { fr: "Majeure", en: "Major" }, tone: "orange" },
          { value: "critical", label: { fr: "Critique", en: "Critical" }, tone: "red" },
        ],
      },
      { name: "justified", type: "boolean", label: { fr: "Justifiée", en: "Justified" } },
      { name: "goodwill", type: "money", min: "0", label: { fr: "Geste commercial", en: "Goodwill amount" } },
      { name: "measure", type: "long-text", label: { fr: "Mesure prise", en: "Measure taken" } },
    ],
  },
];
