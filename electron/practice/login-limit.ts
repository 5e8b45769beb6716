/** nginx's `limit_req zone=login burst=20 nodelay` at 60 requests a minute, for one client: whether this one may pass. */
export function loginLimit(): () => boolean {
  const perSecond = 1;
  const burst = 20;
  let excess = 0;
  let last = 0;
  return () => {
    const now = Date.now();
    excess = Math.max(0, excess - ((now - last) / 1000) * perSecond);
    last = now;
    if (excess > burst) return false;
    excess += 1;
    return true;
  };
}
