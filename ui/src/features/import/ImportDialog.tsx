import { useState } from "react";
import { type FoundKeysView, type ImportReportView, useProfiles } from "../../ipc";
import { useMove, usePlace } from "../frame/navigation";
import { ChooseStep } from "./ChooseStep";
import { FoundStep } from "./FoundStep";
import { NothingStep } from "./NothingStep";
import { withCopies } from "./picks";
import { ReportStep } from "./ReportStep";
import type { SourceKind } from "./sources";
import { useHeldKeys } from "./useHeldKeys";

type ImportProps = {
  onClose: () => void;
  /** The owner has chosen the environment before the dialog opened. */
  atOnce?: boolean;
};

/** Looks for keys in one place, shows what is there, stores what is picked: three steps. */
export function ImportDialog({ onClose, atOnce = false }: ImportProps) {
  const { profile } = usePlace();
  const move = useMove();
  const { data: profiles } = useProfiles();
  const held = useHeldKeys(profile);
  const [kind, setKind] = useState<SourceKind>("environment");
  const [path, setPath] = useState("");
  const [begun, setBegun] = useState(!atOnce);
  const [found, setFound] = useState<FoundKeysView | null>(null);
  const [report, setReport] = useState<ImportReportView | null>(null);
  const [first, setFirst] = useState(false);

  const noneYet = profiles?.every((each) => each.credentials === 0) ?? false;
  const finish = () => {
    const [provider] = report?.stored ?? [];
    onClose();
    if (provider) move({ to: "saved", provider, first });
  };
  const tell = ({ leftovers, ...rest }: ImportReportView) => {
    setReport({ ...rest, leftovers: withCopies(leftovers, found?.keys ?? []) });
  };

  if (report) return <ReportStep profile={profile} report={report} onClose={finish} />;
  const again = () => setFound(null);
  if (found && found.keys.length > 0) {
    return (
      <FoundStep
        profile={profile}
        found={found}
        store={(picks) => {
          setFirst(noneYet);
          return held.store(picks);
        }}
        onStored={tell}
        onCopies={() => {
          held.letGo();
          const same = [...new Set(found.keys.map((key) => key.provider))];
          tell({ stored: [], same, leftovers: [] });
        }}
        onElsewhere={again}
        onClose={onClose}
      />
    );
  }
  if (found) {
    return (
      <NothingStep kind={kind} problems={found.problems} onElsewhere={again} onClose={onClose} />
    );
  }
  return (
    <ChooseStep
      kind={kind}
      path={path}
      atOnce={!begun}
      find={(source) => {
        setBegun(true);
        return held.find(source);
      }}
      onKind={setKind}
      onPath={setPath}
      onFound={setFound}
      onClose={onClose}
    />
  );
}

export function ImportEnvironmentDialog({ onClose }: { onClose: () => void }) {
  return <ImportDialog atOnce onClose={onClose} />;
}
