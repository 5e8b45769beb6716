/**
 * Cookies that a login page sets beside the session: by name, because their purpose shows nowhere else. Each pattern is as narrow
 * as the product allows; what is not listed here is looked at.
 */
const others: readonly RegExp[] = [
  // Against request forgery: scripts have to read some of them, so HttpOnly would be wrong.
  /csrf|xsrf|requestverificationtoken|antiforgery/i,
  // Consent, and what a visitor likes.
  /consent|^euconsent|^optanon/i,
  /^(?:django_language|lang|language|locale|i18n\w*|theme|currency|timezone|tz)$/i,
  // Load balancers and firewalls: AWS, Azure, Cloudflare, Akamai, Imperva, DataDome, HAProxy's and nginx's usual names, Heroku.
  /^(?:AWSALB|AWSALBCORS|AWSALBTG|AWSALBTGCORS|AWSELB|AWSELBCORS|ARRAffinity|ARRAffinitySameSite)$/,
  /^(?:__cf_bm|__cflb|__cfruid|_cfuvid|cf_clearance|ak_bmsc|bm_sv|bm_sz|bm_mi|_abck|datadome)$/,
  /^(?:incap_ses_|visid_incap_|nlbi_)/,
  /^(?:SERVERID|ROUTEID|SRVNAME|route|heroku-session-affinity)$/,
  // Counting visits: Google, Matomo, Meta, Hotjar, Microsoft.
  /^(?:_ga|_gid|_gat|_gcl_|__utm|_pk_|_fbp$|_hj|_clck$|_clsk$|ajs_)/,
];

export const isOtherCookie = (name: string): boolean => others.some((pattern) => pattern.test(name));
