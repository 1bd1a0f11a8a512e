import { useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RecoveryCodeView, useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { CodeSheet } from "./CodeSheet";
import { GroupsBack } from "./GroupsBack";
import { LeavingActions } from "./LeavingActions";
import { useCommand } from "./useCommand";
import { useGroupsBack } from "./useGroupsBack";

type Step = "explain" | "code" | "ask" | "done";

/**
 * Makes a recovery code: what it is, the code itself, two groups typed back. The code lives in this
 * dialog alone and goes with it.
 */
export function MakeCodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { data: status } = useVaultStatus();
  const { run, busy, error, forget } = useCommand();
  const [code, setCode] = useState<RecoveryCodeView | null>(null);
  const [step, setStep] = useState<Step>("explain");
  const [leaving, setLeaving] = useState(false);
  const [replaces] = useState(status?.recovery !== "none" && status !== undefined);
  const back = useGroupsBack();
  const stale = error?.kind === "nothingPrepared";

  const make = () =>
    run(
      () => host.createRecoveryCode(),
      (made) => {
        setCode(made);
        back.reset();
        setStep("code");
      },
      t("recovery.make.leave"),
    );
  const confirm = () => {
    if (!code) return;
    void run(
      () => host.confirmRecoveryCode(...back.typed),
      (fits) => {
        if (!fits) return back.mark(code);
        setLeaving(false);
        setCode(null);
        setStep("done");
      },
    );
  };
  const close = () => {
    if (leaving) setLeaving(false);
    else if (code) setLeaving(true);
    else onClose();
  };
  const again = () => {
    forget();
    setCode(null);
    setStep("explain");
  };
  const notice = error ? (
    <ErrorNotice error={error} testid={testid.formError} onOpened={forget} />
  ) : null;

  if (leaving) {
    return (
      <PanelDialog
        title={t("recovery.make.leaveTitle")}
        explain={t("recovery.make.leave")}
        step="leaving"
        testid={testid.recoveryDialog}
        onClose={close}
        onSubmit={() => setLeaving(false)}
        actions={<LeavingActions onLeave={onClose} />}
      />
    );
  }
  switch (step) {
    case "explain":
      return (
        <PanelDialog
          title={t(replaces ? "recovery.make.titleNew" : "recovery.make.title")}
          explain={
            <>
              <p>{t("recovery.make.explain")}</p>
              {replaces ? <p className="text-ink">{t("recovery.make.replaces")}</p> : null}
            </>
          }
          step={step}
          testid={testid.recoveryDialog}
          onClose={onClose}
          onSubmit={() => void make()}
          actions={
            <>
              <Button testid={testid.cancel} onClick={onClose}>
                {t("frame.action.cancel")}
              </Button>
              <Button
                type="submit"
                look="primary"
                testid={testid.recoveryBegin}
                aria-disabled={busy}
                data-first=""
              >
                {t(busy ? "recovery.make.making" : "recovery.make.begin")}
              </Button>
            </>
          }
        >
          {notice}
        </PanelDialog>
      );
    case "code":
      return (
        <PanelDialog
          title={t("recovery.make.codeTitle")}
          explain={t("recovery.make.codeExplain")}
          step={step}
          testid={testid.recoveryDialog}
          onClose={close}
          onSubmit={() => setStep("ask")}
          actions={
            <>
              <Button testid={testid.cancel} onClick={close}>
                {t("frame.action.cancel")}
              </Button>
              <Button type="submit" look="primary" testid={testid.recoveryWritten}>
                {t("recovery.make.written")}
              </Button>
            </>
          }
        >
          <CodeSheet groups={code?.groups ?? []} />
        </PanelDialog>
      );
    case "ask":
      return (
        <PanelDialog
          title={t("recovery.make.askTitle")}
          explain={t("recovery.make.askExplain")}
          step={step}
          testid={testid.recoveryDialog}
          onClose={close}
          onSubmit={confirm}
          actions={
            <>
              <Button testid={testid.cancel} onClick={close}>
                {t("frame.action.cancel")}
              </Button>
              {stale ? (
                <Button look="primary" testid={testid.recoveryBegin} onClick={again}>
                  {t("recovery.make.again")}
                </Button>
              ) : (
                <Button
                  type="submit"
                  look="primary"
                  testid={testid.recoveryConfirm}
                  aria-disabled={busy}
                >
                  {t(busy ? "recovery.make.confirming" : "recovery.make.confirm")}
                </Button>
              )}
            </>
          }
        >
          {code ? (
            <GroupsBack ask={code.ask} back={back} onShowAgain={() => setStep("code")} />
          ) : null}
          {notice}
        </PanelDialog>
      );
    case "done":
      return (
        <PanelDialog
          title={t("recovery.make.doneTitle")}
          explain={t("recovery.make.done")}
          step={step}
          testid={testid.recoveryDialog}
          onClose={onClose}
          onSubmit={onClose}
          actions={
            <Button type="submit" look="primary" testid={testid.recoveryDone} data-first="">
              {t("recovery.make.close")}
            </Button>
          }
        />
      );
  }
}
