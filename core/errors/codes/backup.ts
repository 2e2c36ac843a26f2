import type { CodeTable } from "../refusal.ts";

/** Refusals of backups, of restoring them, and of what persons may ask of their data. */
export const backupCodes = {
  "backup.no-key": {
    status: 422,
    fr: "Une sauvegarde est chiffrée : donnez un fichier de clé (--key-file) ou une phrase de passe (BACKUP_PASSPHRASE). Une clé se fait par exemple avec « openssl rand -base64 32 ».",
    en: "A backup is encrypted: give a key file (--key-file) or a passphrase (BACKUP_PASSPHRASE). A key is made for instance with “openssl rand -base64 32”.",
  },
  "backup.weak-key": {
    status: 422,
    fr: "La clé est trop courte : un fichier de clé a au moins 32 caractères, une phrase de passe au moins 15.",
    en: "The key is too short: a key file has at least 32 characters, a passphrase at least 15.",
  },
  "backup.key-missing": {
    status: 422,
    fr: "Le fichier de clé « {file} » ne peut pas être lu : {reason}",
    en: "The key file “{file}” cannot be read: {reason}",
  },
  "backup.exists": {
    status: 422,
    fr: "« {file} » existe déjà ; une sauvegarde n’écrase rien. Choisissez un autre nom.",
    en: "“{file}” exists already; a backup overwrites nothing. Choose another name.",
  },
  "backup.unreadable": {
    status: 422,
    fr: "« {file} » ne peut pas être lu : {reason}",
    en: "“{file}” cannot be read: {reason}",
  },
  "backup.not-a-backup": {
    status: 422,
    fr: "« {file} » n’est pas une sauvegarde de Dossier.",
    en: "“{file}” is not a backup of Dossier.",
  },
  "backup.newer": {
    status: 422,
    fr: "« {file} » a été écrit par un Dossier plus récent ({found}) que celui-ci ({known}). Restaurez-le avec une version au moins aussi récente.",
    en: "“{file}” was written by a newer Dossier ({found}) than this one ({known}). Restore it with a version at least as new.",
  },
  "backup.wrong-key": {
    status: 422,
    fr: "La clé ou la phrase de passe n’est pas celle de cette sauvegarde.",
    en: "The key or passphrase is not the one of this backup.",
  },
  "backup.damaged": {
    status: 422,
    fr: "La sauvegarde est abîmée ou a été modifiée ; rien n’en a été restauré.",
    en: "The backup is damaged or was tampered with; nothing of it was restored.",
  },
  "backup.truncated": {
    status: 422,
    fr: "La fin de la sauvegarde manque ; rien n’en a été restauré.",
    en: "The end of the backup is missing; nothing of it was restored.",
  },
  "restore.not-empty": {
    status: 422,
    fr: "La base contient déjà un espace « {schema} ». Une sauvegarde ne se restaure que dans une base vide : indiquez un autre dossier avec DATA, ou une autre base avec DATABASE_URL.",
    en: "The database already holds a workspace “{schema}”. A backup is restored into an empty database only: name another folder with DATA, or another database with DATABASE_URL.",
  },
  "restore.schema": {
    status: 422,
    fr: "La sauvegarde est celle de l’espace « {found} » ; celui-ci s’appelle « {wanted} ». Réglez SCHEMA={found}.",
    en: "The backup is one of the workspace “{found}”; this one is called “{wanted}”. Set SCHEMA={found}.",
  },
} satisfies CodeTable;
