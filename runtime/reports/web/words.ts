/** The sentences of dashboards; they come with the page and not before. */
export const words = {
  "reports.figures": { fr: "Voir les chiffres", en: "Show the figures" },
  "reports.chart": { fr: "Voir le graphique", en: "Show the chart" },
  "reports.open-list": { fr: "Ouvrir la liste : {label}", en: "Open the list: {label}" },
  "reports.full-screen": { fr: "Plein écran", en: "Full screen" },
  "reports.refresh": { fr: "Actualiser", en: "Refresh" },
  "reports.nothing": { fr: "Rien à compter pour le moment.", en: "Nothing to count at the moment." },
  "reports.no-rows": { fr: "Aucune fiche ne correspond.", en: "No record matches." },
  "reports.no-tiles": {
    fr: "Ce tableau de bord n’a pas encore de tuile.",
    en: "This dashboard has no tile yet.",
  },
  "reports.without": { fr: "Sans valeur", en: "Without a value" },
  "reports.others": { fr: "Autres ({count})", en: "Others ({count})" },
  "reports.left_one": { fr: "et {count} autre groupe", en: "and {count} more group" },
  "reports.left_other": { fr: "et {count} autres groupes", en: "and {count} more groups" },
  "reports.total": { fr: "Total", en: "Total" },
  "reports.all": { fr: "Voir la liste", en: "See the list" },
  "reports.yes": { fr: "Oui", en: "Yes" },
  "reports.no": { fr: "Non", en: "No" },
  "reports.quarter": { fr: "T{quarter} {year}", en: "Q{quarter} {year}" },
  "reports.week": { fr: "S{week} {year}", en: "W{week} {year}" },
  "reports.chart-of": {
    fr: "Graphique « {label} » : {summary}",
    en: "Chart “{label}”: {summary}",
  },
} as const;
