import { Button } from "../../components/Button";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

/** The two answers to the question whether to leave an unconfirmed code. Going back is the safe one. */
export function LeavingActions({ onLeave }: { onLeave: () => void }) {
  const { t } = useSpeech();
  return (
    <>
      <Button testid={testid.recoveryLeave} onClick={onLeave}>
        {t("recovery.make.leaveAnyway")}
      </Button>
      <Button type="submit" look="primary" testid={testid.recoveryStay} data-first="">
        {t("recovery.make.leaveBack")}
      </Button>
    </>
  );
}
