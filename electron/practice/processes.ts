/** The processes of the simulated host that anything names. Their ids stay, since what looks at them is known byte for byte. */
export const pids = {
  sshd: 612,
  postgres: 655,
  /** Master, then workers. */
  nginx: [701, 702, 703],
  app: [811, 813, 814],
} as const;
