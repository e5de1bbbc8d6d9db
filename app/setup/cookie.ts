/** Lets one browser make the first admin; dead after that, and after an hour. */
export const SETUP_COOKIE = "headroom.setup";
