import { useEffect, useRef } from "react";
import { LinkButton } from "../../components/Button";
import { Field } from "../../components/Field";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Typed, useGroupsBack } from "./useGroupsBack";

type GroupsProps = {
  onShowAgain: () => void;
  ask: readonly [number, number];
  back: ReturnType<typeof useGroupsBack>;
};

/** Two fields for the groups that are asked back. */
export function GroupsBack({ ask, back, onShowAgain }: GroupsProps) {
  const { t, number } = useSpeech();
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const { typed, wrong, turn, type } = back;
  const faulty = useRef(wrong);
  faulty.current = wrong;
  useEffect(() => {
    if (turn === 0 || !faulty.current.includes(true)) return;
    const field = faulty.current[0] ? first : second;
    field.current?.focus();
    field.current?.select();
  }, [turn]);
  return (
    <div className="grid items-start gap-x-4 gap-y-3 two:grid-cols-2">
      {([0, 1] as const).map((index) => {
        const n = number(ask[index]);
        return (
          <Field
            key={ask[index]}
            ref={index === 0 ? first : second}
            mono
            label={t("recovery.make.group", { n })}
            testid={testid.groupBack(index)}
            errorTestid={testid.fieldError}
            error={wrong[index] ? t("recovery.make.wrong", { n }) : null}
            data-first={index === 0 ? "" : undefined}
            maxLength={12}
            value={typed[index]}
            onChange={(event) => {
              const next: Typed = [...typed];
              next[index] = event.target.value;
              type(next);
            }}
          />
        );
      })}
      <LinkButton
        testid={testid.recoveryShowAgain}
        className="justify-self-start two:col-span-2"
        onClick={onShowAgain}
      >
        {t("recovery.make.showAgain")}
      </LinkButton>
    </div>
  );
}
