/** One conversation as its card shows it, from the org's answer. */
export { toDetail } from './detail';
export { languageOf } from './language';
