import { check } from "./check";
import { errors } from "./errors";
import { form } from "./form";
import { frame } from "./frame";
import { keys } from "./keys";
import { models, preferences } from "./pages";
import { trouble } from "./trouble";

export const en = { check, errors, form, frame, keys, models, preferences, trouble };

/** The shape every language fills in. English is the source. */
export type Words = typeof en;
