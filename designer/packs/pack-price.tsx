import { Button, Radio } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../runtime/web/api/client.ts";
import { keys } from "../../runtime/web/api/keys.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { reasonOf, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { toast, toastRefusal } from "../../runtime/web/shell/toast.tsx";
import changes from "../changes/changes.module.css";
import { PlaceWords } from "../changes/place-words.tsx";
import { Step, stepKey } from "../changes/price-list.tsx";
import { timeInWords } from "../changes/price-words.ts";
import { useDesignerSay } from "../say.ts";
import {
  type Choices,
  type PackConflict,
  type PackFile,
  packsKey,
  standardPack,
  usePackPlan,
} from "./pack.ts";
import classes from "./packs.module.css";

/** What a version of a pack changes, what has to be settled first, and taking it in. */
export function PackPrice({ pack, onDone }: { pack: PackFile; onDone: () => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const [choices, setChoices] = useState<Choices>({});
  const name = pack.name === standardPack ? say("packs.standard") : pack.name;
  // Settled conflicts are no longer told, but whoever settled one may think again.
  const { data: first, error } = usePackPlan(pack, {});
  const { data: plan, isFetching } = usePackPlan(pack, choices);
  if (error)
    return (
      <>
        <div className={changes.faults} role="alert">
          {reasonOf(error, sayShell)}
        </div>
        <div className={classes.bar}>
          <Button onClick={onDone}>{say("packs.leave")}</Button>
        </div>
      </>
    );
  if (!first || !plan) return <WaitingRows rows={4} height={48} />;
  return (
    <>
      <div className={changes.prices} aria-busy={isFetching}>
        <h3 className={classes.title}>{say("packs.plan", { name, version: pack.version })}</h3>
        <Conflicts
          conflicts={first.conflicts}
          choices={choices}
          onChoose={(place, side) => setChoices({ ...choices, [place]: side })}
        />
        {plan.faults.length > 0 ? (
          <div className={changes.faults} role="alert">
            <strong>{say("changes.faults", { count: plan.faults.length })}</strong>
            <ul>
              {plan.faults.map(({ path, code, message }) => (
                <li key={`${path} ${code}`}>
                  <span>
                    <PlaceWords place={null} path={path} /> {typeset(message, language)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <ul className={changes.steps}>
          {plan.steps.map((step) => (
            <Step key={stepKey(step)} step={step} />
          ))}
        </ul>
        <p className={changes.total} aria-live="polite">
          {plan.steps.length === 0 && plan.faults.length === 0
            ? say("packs.nothing")
            : say("changes.total", { time: timeInWords(plan.milliseconds, say) })}
        </p>
      </div>
      <TakeIn
        pack={pack}
        name={name}
        resolve={choices}
        revision={plan.revision}
        isReady={plan.faults.length === 0 && plan.conflicts.length === 0 && !isFetching}
        onDone={onDone}
      />
    </>
  );
}

function Conflicts({
  conflicts,
  choices,
  onChoose,
}: {
  conflicts: readonly PackConflict[];
  choices: Choices;
  onChoose: (place: string, side: "ours" | "theirs") => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  if (conflicts.length === 0) return null;
  return (
    <section className={classes.conflicts}>
      <strong>{say("packs.conflicts", { count: conflicts.length })}</strong>
      {conflicts.map(({ place, where, ours, theirs }) => (
        <Radio.Group
          key={place}
          className={classes.conflict ?? ""}
          label={<span className={classes.where}>{typeset(where[language], language)}</span>}
          value={choices[place] ?? ""}
          onChange={(side) => onChoose(place, side === "theirs" ? "theirs" : "ours")}
        >
          <div className={classes.sides}>
            <Radio value="ours" label={<SideLabel verb={say("packs.ours")} value={ours} />} />
            <Radio value="theirs" label={<SideLabel verb={say("packs.theirs")} value={theirs} />} />
          </div>
        </Radio.Group>
      ))}
    </section>
  );
}

function SideLabel({ verb, value }: { verb: string; value: unknown }) {
  const say = useDesignerSay();
  return (
    <>
      {verb} <span className={classes.value}>{shownSide(value) ?? say("packs.absent")}</span>
    </>
  );
}

/** Texts as they are, a label in its languages, a field by its label; anything else as the document says it. */
function shownSide(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const said: readonly (readonly [string, unknown])[] = Object.entries(value);
  const label = said.find(([name]) => name === "label");
  if (label) return shownSide(label[1]);
  const isLabel = said.every(([name, text]) => /^(fr|en|de)$/.test(name) && typeof text === "string");
  return isLabel && said.length > 0 ? said.map(([, text]) => text).join(" · ") : JSON.stringify(value);
}

function TakeIn({
  pack,
  name,
  resolve,
  revision,
  isReady,
  onDone,
}: {
  pack: PackFile;
  /** As people call it. */
  name: string;
  resolve: Choices;
  revision: number;
  isReady: boolean;
  onDone: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const apply = async () => {
    setBusy(true);
    try {
      await call("/api/metadata/packs/apply", { method: "POST", body: { ...pack, resolve, revision } });
      toast(sayShell, say("packs.applied", { name, version: pack.version }));
      onDone();
    } catch (problem) {
      toastRefusal(sayShell, reasonOf(problem, sayShell));
    } finally {
      setBusy(false);
      await cache.invalidateQueries({ queryKey: keys.metadata });
      await cache.invalidateQueries({ queryKey: packsKey });
    }
  };
  return (
    <div className={classes.bar}>
      <Button onClick={onDone}>{say("packs.leave")}</Button>
      <Button variant="filled" disabled={!isReady || isBusy} onClick={() => void apply()}>
        {say(isBusy ? "packs.applying" : "packs.apply")}
      </Button>
    </div>
  );
}
