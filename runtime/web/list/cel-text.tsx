import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSay } from "../language/index.ts";
import classes from "./filter.module.css";

/** The filter as its CEL text, for who wants it. */
export default function CelText({ filter, onApply }: { filter: string; onApply: (filter: string) => void }) {
  const say = useSay();
  const [text, setText] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(text.trim());
  };
  return (
    <form onSubmit={submit} className={classes.cel}>
      <TextInput
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={say("filter.expression")}
        placeholder={'state == "open" && due < today()'}
        spellCheck={false}
        ff="monospace"
        flex={1}
        autoFocus
      />
      <Button type="submit">{say("filter.apply")}</Button>
    </form>
  );
}
