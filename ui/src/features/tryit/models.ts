import type { Entry } from "../models/entry";

const OTHER =
  /embed|whisper|transcri|tts|speech|moderation|rerank|guard|dall-e|image|diffusion|flux|imagen|veo|sora|video|audio|voice|realtime|music|ocr|bge-|clip/i;

/** Whether it answers a prompt in words, as far as its listing and its name tell. */
function chats({ model, capabilities, output }: Entry): boolean {
  if (capabilities.includes("chat")) return true;
  if (output.length > 0 && !output.includes("text")) return false;
  return !OTHER.test(model.id);
}

/** Those that are still offered: the ones that chat first. */
export function triable(entries: readonly Entry[]): Entry[] {
  const here = entries.filter((entry) => !entry.isGone);
  return [...here.filter(chats), ...here.filter((entry) => !chats(entry))];
}
