import { type RefObject, useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RotatedView, type RotationPlanView } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { CodeSheet } from "./CodeSheet";
import { GroupsBack } from "./GroupsBack";
import { LeavingActions } from "./LeavingActions";
import { useCommand } from "./useCommand";
import { useGroupsBack } from "./useGroupsBack";

type Step = "code" | "ask" | "leaving";

type RekeyProps = {
  plan: RotationPlanView;
  onDone: (rotated: RotatedView) => void;
  /** The shell has forgotten the plan: it must be made anew. */
  onStale: () => void;
  onClose: () => void;
};

/**
 * A recovery code changes with the data key: the new one is shown and typed back before anything is
 * done. A passphrase is asked for or given up. All steps stay in place, so that going back and forth
 * costs nothing that was typed.
 */
export function RekeyDialog({ plan, onDone, onStale, onClose }: RekeyProps) {
  const speech = useSpeech();
  const { t } = speech;
  const { run, busy, error, forget } = useCommand();
  const code = plan.recovery;
  const [step, setStep] = useState<Step>(code ? "code" : "ask");
  const [drop, setDrop] = useState(false);
  const back = useGroupsBack();
  const passphrase = useRef<HTMLInputElement>(null);

  const commit = () => {
    const [first, second] = code ? back.typed : [null, null];
    const typed = plan.passphrase && !drop ? (passphrase.current?.value ?? "") : null;
    void run(
      () => host.rotateDataKey(first, second, typed),
      onDone,
      t("vault.rotate.dataDone"),
      (fault) => {
        if (fault.kind === "groupsDiffer" && code) back.mark(code);
      },
    );
  };
  const cancel = () => {
    if (!code) return onClose();
    setStep(step === "leaving" ? "ask" : "leaving");
  };

  const words = {
    code: { title: t("vault.rotate.dataCode"), explain: t("vault.rotate.dataCodeExplain") },
    ask: {
      title: t("vault.rotate.dataTitle"),
      explain: t(code ? "vault.rotate.dataTypeBack" : "vault.rotate.dataUnchanged"),
    },
    leaving: {
      title: t("recovery.make.leaveTitle"),
      explain: t("recovery.make.leaveRotation"),
    },
  }[step];
  const wrongPassphrase =
    error?.kind === "passphraseWrong" || error?.kind === "invalidPassphrase"
      ? errorWords(speech, error)
      : null;
  const atField = wrongPassphrase !== null || back.wrong.includes(true);
  return (
    <PanelDialog
      {...words}
      step={step}
      testid={testid.rotateDialog}
      onClose={cancel}
      onSubmit={() => {
        if (step === "code") setStep("ask");
        else if (step === "leaving") setStep("code");
        else commit();
      }}
      actions={
        step === "leaving" ? (
          <LeavingActions onLeave={onClose} />
        ) : (
          <>
            <Button testid={testid.cancel} onClick={cancel}>
              {t("frame.action.cancel")}
            </Button>
            {error?.kind === "nothingPrepared" ? (
              <Button look="primary" testid={testid.rotateBegin} onClick={onStale}>
                {t("frame.action.tryAgain")}
              </Button>
            ) : (
              <Button
                type="submit"
                look="primary"
                testid={step === "code" ? testid.recoveryWritten : testid.rotateConfirm}
                aria-disabled={busy}
              >
                {step === "code" ? t("recovery.make.written") : null}
                {step === "ask" && busy ? t("vault.rotate.changing") : null}
                {step === "ask" && !busy ? t("vault.rotate.dataConfirm") : null}
              </Button>
            )}
          </>
        )
      }
    >
      {code ? (
        <div hidden={step !== "code"}>
          <CodeSheet groups={code.groups} />
        </div>
      ) : null}
      <div hidden={step !== "ask"} className="flex-col gap-4 not-[[hidden]]:flex">
        {code ? (
          <GroupsBack ask={code.ask} back={back} onShowAgain={() => setStep("code")} />
        ) : null}
        {plan.passphrase ? (
          <CurrentPassphrase
            field={passphrase}
            first={!code}
            drop={drop}
            onDrop={setDrop}
            error={wrongPassphrase}
            onEdit={forget}
          />
        ) : null}
        {error && !atField ? (
          <ErrorNotice
            error={error}
            testid={testid.formError}
            after={t("vault.kept")}
            onOpened={forget}
          />
        ) : null}
      </div>
    </PanelDialog>
  );
}

type CurrentProps = {
  field: RefObject<HTMLInputElement | null>;
  first: boolean;
  drop: boolean;
  onDrop: (drop: boolean) => void;
  error: string | null;
  onEdit: () => void;
};

function CurrentPassphrase({ field, first, drop, onDrop, error, onEdit }: CurrentProps) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <div className="flex flex-col gap-3">
      <div hidden={drop}>
        <SecretField
          ref={field}
          first={first}
          label={t("vault.rotate.dataPassphrase")}
          testid={testid.passphraseInput}
          error={drop ? null : error}
          onEdit={onEdit}
        />
      </div>
      <div className="flex gap-2.5">
        <input
          id={id}
          type="checkbox"
          checked={drop}
          data-testid={testid.rotateDrop}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onDrop(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <div className="min-w-0">
          <label htmlFor={id}>{t("vault.rotate.dataDrop")}</label>
          <p id={`${id}-hint`} className="text-small text-muted">
            {t("vault.rotate.dataDropHint")}
          </p>
        </div>
      </div>
    </div>
  );
}
