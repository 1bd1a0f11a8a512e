import type { Words } from "../en";
import { check } from "./check";
import { errors } from "./errors";
import { form } from "./form";
import { frame } from "./frame";
import { keys } from "./keys";
import { models, preferences } from "./pages";
import { trouble } from "./trouble";

export const de: Words = { check, errors, form, frame, keys, models, preferences, trouble };
