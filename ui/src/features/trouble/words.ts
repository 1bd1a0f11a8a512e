import type { Speech } from "../../i18n/useSpeech";
import type { BaseUrlFault, CommandError, KeyFault } from "../../ipc";
import { isKeyringTrouble, type TroubleState } from "./states";

export function faultWords({ t, number }: Speech, fault: KeyFault): string {
  switch (fault.fault) {
    case "innerSpace":
    case "control":
      return t(`errors.fault.${fault.fault}`, { position: number(fault.position) });
    case "notAscii":
      return t("errors.fault.notAscii", {
        character: fault.character,
        position: number(fault.position),
      });
    case "tooLong":
      return t("errors.fault.tooLong", { length: number(fault.length) });
    default:
      return t(`errors.fault.${fault.fault}`);
  }
}

function baseUrlWords({ t }: Speech, fault: BaseUrlFault): string {
  return t(`errors.baseUrl.${fault}`);
}

/** Tells a typo, and where it is, from everything else that can be wrong with a code. */
export function codeWords(
  { t, number }: Speech,
  { fault, position }: Extract<CommandError, { kind: "invalidCode" }>,
): string {
  if (fault !== "badCharacter") return t(`errors.code.${fault}`);
  return position === null
    ? t("errors.code.badCharacterSomewhere")
    : t("errors.code.badCharacter", { position: number(position) });
}

function backupWords(
  { t }: Speech,
  { fault, provider }: Extract<CommandError, { kind: "backup" }>,
): string {
  return t(`errors.backup.${fault}`, { provider: provider ?? "" });
}

/** One or two sentences for any error of a command. */
export function errorWords(
  speech: Speech,
  error: CommandError,
  names: { provider?: string; backend?: string | null; fresh?: boolean } = {},
): string {
  const { t } = speech;
  switch (error.kind) {
    case "invalidKey":
      return faultWords(speech, error.fault);
    case "invalidBaseUrl":
      return baseUrlWords(speech, error.fault);
    case "unprovedBaseUrl":
    case "credentialExists":
    case "baseUrlNeeded":
    case "noSuchRegion":
      return t(`errors.kind.${error.kind}`, { provider: names.provider ?? error.provider });
    case "lendingForbidden":
    case "cannotTry":
      return t(`errors.kind.${error.kind}`, { provider: names.provider ?? error.provider });
    case "tryFailed":
      return t("errors.kind.tryFailed");
    case "importSource":
      return t(`errors.import.${error.fault}`, { place: error.place });
    case "endpointExists":
    case "endpointInUse":
      return t(`errors.kind.${error.kind}`, { name: error.slug });
    case "invalidHeader":
      return t(`errors.header.${error.fault}`);
    case "invalidProxy":
      return t(`errors.proxy.${error.fault}`);
    case "invalidCaFile":
      return t("errors.kind.invalidCaFile", { path: error.path });
    case "noSuchProfile":
    case "profileExists":
    case "profileInUse":
      return t(`errors.kind.${error.kind}`, { profile: error.profile });
    case "noSuchProvider":
    case "noSuchCredential":
    case "noKey":
    case "invalidProfileName":
    case "invalidLabel":
    case "invalidAccountId":
    case "invalidDate":
    case "invalidEndpointName":
    case "invalidModelsPath":
    case "endpointHasBaseUrl":
    case "keyNotProved":
    case "clipboardUnavailable":
    case "defaultProfile":
    case "invalidNote":
    case "nothingFound":
    case "invalidPrompt":
    case "passphraseWrong":
    case "noPassphraseSlot":
    case "codeOfAnotherVault":
    case "noRecoverySlot":
    case "noKeyringSlot":
    case "lastSlot":
    case "vaultOpens":
    case "alreadyInitialised":
    case "groupsDiffer":
    case "nothingPrepared":
    case "unexpected":
      return t(`errors.kind.${error.kind}`);
    case "uninitialised":
      return t("errors.uninitialised");
    case "invalidPassphrase":
      return t(`errors.passphrase.${error.fault}`);
    case "invalidCode":
      return codeWords(speech, error);
    case "backup":
      return backupWords(speech, error);
    default: {
      // A new kind of error fails the build here until it has words.
      const state: TroubleState = error.kind;
      const backend = names.backend ?? t("frame.lock.aKeyring");
      const meaning =
        names.fresh && isKeyringTrouble(state)
          ? t(`trouble.fresh.${state}`)
          : t(`trouble.state.${state}.meaning`, { backend });
      return `${t(`trouble.state.${state}.title`, { backend })}. ${meaning}`;
    }
  }
}
