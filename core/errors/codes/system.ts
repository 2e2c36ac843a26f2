import type { CodeTable } from "../refusal.ts";

/** Refusals of the ground floor: configuration, data folder, database, storage, jobs. */
export const systemCodes = {
  "config.invalid": {
    status: 500,
    fr: "Le réglage {name} n’est pas valable : {reason}",
    en: "The setting {name} is not valid: {reason}",
  },
  "data.denied": {
    status: 500,
    fr: "Le dossier de données {folder} n’est pas accessible à cet utilisateur ({reason}). Démarrez Dossier avec l’utilisateur à qui il appartient, ou indiquez un autre dossier avec DATA.",
    en: "The data folder {folder} is not accessible to this user ({reason}). Start Dossier as the user who owns it, or name another folder with DATA.",
  },
  "data.claimed": {
    status: 500,
    fr: "Dossier fonctionne déjà sur {folder} : {address}, processus {pid}, depuis {started}. Ouvrez cette adresse, arrêtez ce processus, ou indiquez un autre dossier avec DATA.",
    en: "Dossier is already running on {folder}: {address}, process {pid}, since {started}. Open that address, stop that process, or name another folder with DATA.",
  },
  "data.busy": {
    status: 503,
    fr: "Un autre processus travaille sur {folder} depuis plus de {seconds} s. Réessayez dans un instant.",
    en: "Another process has been working on {folder} for more than {seconds} s. Try again in a moment.",
  },
  "database.unreachable": {
    status: 503,
    fr: "La base de données ne répond pas ({where}) : {reason}",
    en: "The database does not answer ({where}): {reason}",
  },
  "database.too-old": {
    status: 500,
    fr: "PostgreSQL {version} est trop ancien ; il faut la version 15 ou plus récente.",
    en: "PostgreSQL {version} is too old; version 15 or newer is needed.",
  },
  "database.encoding": {
    status: 500,
    fr: "La base de données est encodée en {encoding} ; il faut UTF8. Créez-la avec « create database … encoding 'UTF8' template template0 ».",
    en: "The database is encoded in {encoding}; UTF8 is needed. Create it with “create database … encoding 'UTF8' template template0”.",
  },
  "database.no-account": {
    status: 500,
    fr: "PostgreSQL ne peut pas démarrer avec cet utilisateur : {reason}. Indiquez un serveur avec DATABASE_URL, ou démarrez Dossier avec un autre utilisateur.",
    en: "PostgreSQL cannot start as this user: {reason}. Name a server with DATABASE_URL, or start Dossier as another user.",
  },
  "database.no-binaries": {
    status: 500,
    fr: "Le PostgreSQL livré ne peut pas s’exécuter ici : {reason}. Indiquez un serveur avec DATABASE_URL.",
    en: "The packaged PostgreSQL cannot run here: {reason}. Name a server with DATABASE_URL.",
  },
  "database.not-started": {
    status: 500,
    fr: "PostgreSQL n’a pas démarré en {seconds} s dans {folder}. Ses derniers mots : {words}",
    en: "PostgreSQL did not start within {seconds} s in {folder}. Its last words: {words}",
  },
  "database.not-created": {
    status: 500,
    fr: "La base de données n’a pas pu être créée dans {folder} : {reason}",
    en: "The database could not be created in {folder}: {reason}",
  },
  "database.other-version": {
    status: 500,
    fr: "Les données de {folder} sont de PostgreSQL {found} ; le serveur livré est PostgreSQL {packaged}. Sauvegardez-les avec la version de Dossier qui les a créées, puis restaurez-les dans un nouveau dossier.",
    en: "The data in {folder} are from PostgreSQL {found}; the packaged server is PostgreSQL {packaged}. Back them up with the version of Dossier that made them, then restore them into a new folder.",
  },
  "database.closed": {
    status: 503,
    fr: "La base de données est en cours de fermeture.",
    en: "The database is being closed.",
  },
  "migration.name": {
    status: 500,
    fr: "{file} n’est pas un nom de migration valable dans {room} : {reason}",
    en: "{file} is not a valid migration name in {room}: {reason}",
  },
  "migration.edited": {
    status: 500,
    fr: "La migration {room}/{file} a été modifiée après avoir été appliquée. Rétablissez-la et ajoutez une nouvelle migration.",
    en: "Migration {room}/{file} was edited after it was applied. Put it back and add a new migration.",
  },
  "migration.newer": {
    status: 500,
    fr: "La base de données a été utilisée par une version plus récente de Dossier (migration {room}/{file}). Installez cette version.",
    en: "The database was used by a newer version of Dossier (migration {room}/{file}). Install that version.",
  },
  "migration.failed": {
    status: 500,
    fr: "La migration {room}/{file} a échoué et n’a rien changé : {reason}",
    en: "Migration {room}/{file} failed and changed nothing: {reason}",
  },
  "secret.unreadable": {
    status: 500,
    fr: "Un secret enregistré ({purpose}) ne peut pas être lu : la clé avec laquelle il a été chiffré n’est pas là, ou il a été modifié. Rétablissez le fichier secret.key du dossier de données, ou ajoutez l’ancienne clé à DOSSIER_SECRET_KEY.",
    en: "A kept secret ({purpose}) cannot be read: the key it was encrypted with is not here, or it was changed. Bring back the file secret.key of the data folder, or add the former key to DOSSIER_SECRET_KEY.",
  },
  "outgoing.refused": {
    status: 422,
    fr: "L’adresse {host} n’est pas permise : seules le sont les machines d’Internet, par https, et celles que nomme OUTGOING_ALLOW.",
    en: "The address {host} is not allowed: only machines of the Internet, by https, and those named in OUTGOING_ALLOW are.",
  },
  "outgoing.failed": {
    status: 502,
    fr: "{host} n’a pas répondu comme il faut. Réessayez, ou vérifiez l’adresse.",
    en: "{host} did not answer as it should. Try again, or check the address.",
  },
  "outgoing.too-large": {
    status: 502,
    fr: "La réponse de {host} est trop grande.",
    en: "The answer of {host} is too large.",
  },
  "archive.too-large": {
    status: 422,
    fr: "Ce fichier compressé contient trop : décompressé, il dépasserait {limit} ou {entries} éléments. Il n’a pas été ouvert.",
    en: "This compressed file holds too much: unpacked it would be larger than {limit} or {entries} parts. It was not opened.",
  },
  "archive.broken": {
    status: 422,
    fr: "Ce fichier compressé est abîmé ou n’en est pas un.",
    en: "This compressed file is damaged, or is none.",
  },
  "storage.missing": {
    status: 404,
    fr: "Le contenu de ce fichier ne se trouve plus dans le dossier de données ({hash}).",
    en: "The content of this file is no longer in the data folder ({hash}).",
  },
  "job.not-found": {
    status: 404,
    fr: "Il n’existe pas de tâche {id}.",
    en: "There is no job {id}.",
  },
  "job.unknown": {
    status: 500,
    fr: "Personne ne sait faire la tâche « {name} ».",
    en: "Nobody knows how to do the job “{name}”.",
  },
  "job.interrupted": {
    status: 500,
    fr: "La tâche « {name} » a été interrompue par l’arrêt du serveur, {attempts} fois. Ses données sont conservées ; relancez-la.",
    en: "The job “{name}” was interrupted by a stop of the server, {attempts} times. Its input is kept; start it again.",
  },
} satisfies CodeTable;
