/** Names reviews and logs, and sorts by when they began. */
export const ulidPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/;
