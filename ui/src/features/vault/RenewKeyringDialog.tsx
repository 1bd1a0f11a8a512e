import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useTask } from "./tasks";
import { useCommand, usePutStatus } from "./useCommand";

/** After another way in has opened the vault: asks whether the keyring is to open it again. */
export function RenewKeyringDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const toast = useToast();
  const task = useTask();
  const putStatus = usePutStatus();
  const { data: status } = useVaultStatus();
  const { run, busy, error, forget } = useCommand();
  const backend = status?.keyringBackend ?? null;
  const later = (
    <Button testid={testid.renewLater} onClick={onClose}>
      {t("recovery.renew.later")}
    </Button>
  );
  if (backend === null) {
    const hasPassphrase = status?.slots.includes("passphrase") ?? false;
    return (
      <PanelDialog
        title={t("recovery.renew.noneTitle")}
        explain={t(hasPassphrase ? "recovery.renew.noneWithPassphrase" : "recovery.renew.none")}
        testid={testid.renewDialog}
        onClose={onClose}
        onSubmit={() => (hasPassphrase ? onClose() : task("setPassphrase"))}
        actions={
          <>
            {hasPassphrase ? null : later}
            <Button type="submit" look="primary" testid={testid.renewPassphrase} data-first="">
              {t(hasPassphrase ? "frame.action.done" : "recovery.renew.setPassphrase")}
            </Button>
          </>
        }
      />
    );
  }
  const make = () =>
    run(
      () => host.renewKeyringSlot(),
      (renewed) => {
        putStatus(renewed);
        toast(t("recovery.renew.done"));
        onClose();
      },
      t("recovery.renew.done"),
    );
  return (
    <PanelDialog
      title={t("recovery.renew.title")}
      explain={t("recovery.renew.body", { backend })}
      testid={testid.renewDialog}
      onClose={onClose}
      onSubmit={() => void make()}
      actions={
        <>
          {later}
          <Button
            type="submit"
            look="primary"
            testid={testid.renewMake}
            aria-disabled={busy}
            data-first=""
          >
            {t(busy ? "recovery.renew.making" : "recovery.renew.make")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
    </PanelDialog>
  );
}
