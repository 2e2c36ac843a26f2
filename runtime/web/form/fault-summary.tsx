import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage } from "../language/index.ts";
import classes from "./form.module.css";

/** What is wrong with the form as a whole, with a link to each field. */
export function FaultSummary({
  type,
  faults,
  reason,
}: {
  type: ModelType;
  faults: Readonly<Record<string, string>>;
  reason: string | null;
}) {
  const language = useLanguage();
  if (!reason) return null;
  const rows = Object.entries(faults).filter(([name]) => name !== "");
  return (
    <div className={classes.summary} role="alert">
      {reason}
      {rows.length > 0 ? (
        <ul>
          {rows.map(([name, message]) => {
            const field = type.fields.get(name);
            return (
              <li key={name}>
                <a
                  href={`#form-${type.name}_${name}`}
                  onClick={(event) => goTo(event, `form-${type.name}_${name}`)}
                >
                  {field ? inWords(field.label, language) : name}
                </a>
                {" : "}
                {message}
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}

function goTo(event: React.MouseEvent, id: string): void {
  event.preventDefault();
  const input = document.getElementById(id);
  input?.scrollIntoView({ block: "center" });
  input?.focus();
}
