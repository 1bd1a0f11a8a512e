import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type CredentialView,
  commandErrorOf,
  host,
  putCredential,
} from "../../ipc";
import { testid } from "../../test/testids";
import { useAskedChecks } from "../frame/askedChecks";
import { useMove, usePlace } from "../frame/navigation";
import { Conflicts } from "../import/Conflicts";
import { useConflictLook } from "../import/useConflictLook";
import { ModelSection } from "../models/ModelSection";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { TrySection } from "../tryit/TrySection";
import { UseSection } from "../useit/UseSection";
import { RecoveryOffer } from "../vault/RecoveryOffer";
import { DeleteDialog } from "./DeleteDialog";
import { DetailHeader } from "./DetailHeader";
import { Facts } from "./Facts";
import { History } from "./History";
import { RenewLine } from "./RenewLine";
import { VerdictCard } from "./VerdictCard";
import { isChecking } from "./verdict";

export function CredentialDetail({ view, narrow }: { view: CredentialView; narrow: boolean }) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const announce = useAnnounce();
  const asked = useAskedChecks();
  const move = useMove();
  const { profile, saved, offer } = usePlace();
  const titleId = useId();
  const pane = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const [deleting, setDeleting] = useState(false);
  const justSaved = saved === view.provider;
  const look = useConflictLook(profile, view);

  useEffect(() => {
    if (narrow || justSaved) title.current?.focus();
  }, [narrow, justSaved]);

  const check = async () => {
    setError(null);
    if (justSaved) move({ to: "credential", provider: view.provider });
    const takeBack = asked.one(profile, view.provider);
    putCredential(client, profile, { ...view, checking: true });
    try {
      putCredential(client, profile, await host.checkCredential(profile, view.provider));
    } catch (thrown) {
      takeBack();
      setError(commandErrorOf(thrown));
      void client.invalidateQueries({ queryKey: ["credentials"] });
    }
  };
  const cancel = async () => {
    await host.cancelCheck(profile, view.provider).catch(() => false);
    announce(t("check.cancelled"));
  };

  return (
    <section
      ref={pane}
      aria-labelledby={titleId}
      data-testid={testid.detail}
      data-provider={view.provider}
      className="relative min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <div className="mx-auto flex max-w-200 flex-col gap-4 px-5 py-5 three:px-8 three:py-7">
        <DetailHeader
          ref={title}
          profile={profile}
          view={view}
          narrow={narrow}
          titleId={titleId}
          onDelete={() => setDeleting(true)}
          onLook={look.lookDeep}
          onError={setError}
        />
        {error ? (
          <ErrorNotice
            error={error}
            provider={view.name}
            onOpened={() => setError(null)}
            onReplace={() => move({ to: "form", provider: view.provider, intent: "replace" })}
          />
        ) : null}
        <VerdictCard view={view} justSaved={justSaved} onCheck={check} onCancel={cancel} />
        <Conflicts provider={view.name} look={look} />
        {view.renewBy ? <RenewLine view={view} renewBy={view.renewBy} /> : null}
        {offer ? <RecoveryOffer /> : null}
        <Facts profile={profile} view={view} onError={setError} />
        <History profile={profile} provider={view.provider} />
        <ModelSection
          profile={profile}
          provider={view.provider}
          checking={isChecking(view)}
          unsure={view.status === "error"}
          pane={pane}
        />
        <UseSection profile={profile} view={view} />
        <TrySection profile={profile} view={view} pane={pane} />
      </div>
      <DeleteDialog
        profile={profile}
        view={view}
        open={deleting}
        onClose={() => setDeleting(false)}
      />
    </section>
  );
}
