import type { Speech } from "../../i18n/useSpeech";
import type { TryView } from "../../ipc";

/** 0.4 s, 3.2 s: never nothing. */
function seconds({ t, number }: Speech, milliseconds: number): string {
  const tenths = Math.max(1, Math.round(milliseconds / 100));
  return t("frame.time.seconds", { n: number(tenths / 10) });
}

/** 1,204 tokens out, first words after 0.4 s, 3.2 s altogether: as far as it is known. */
export function figures(speech: Speech, end: TryView): string {
  const { t, number } = speech;
  const words: string[] = [];
  const { inputTokens, outputTokens, firstMs } = end;
  if (inputTokens !== null) {
    words.push(t("tryit.tokensIn", { count: inputTokens, n: number(inputTokens) }));
  }
  if (outputTokens !== null) {
    words.push(t("tryit.tokensOut", { count: outputTokens, n: number(outputTokens) }));
  }
  if (firstMs !== null) words.push(t("tryit.first", { time: seconds(speech, firstMs) }));
  words.push(t("tryit.total", { time: seconds(speech, end.totalMs) }));
  return words.join(", ");
}

export function endSpoken(speech: Speech, end: TryView): string {
  const what = figures(speech, end);
  if (end.stopped) return speech.t("tryit.endedStopped", { what });
  return speech.t(end.cutOff ? "tryit.endedCutOff" : "tryit.ended", { what });
}
