import { defineScenario } from '../scenario';

export default defineScenario({
  about: "BusyBox's applets in place of GNU's tools, dash as sh, no ss",
  prepare: `
rm /usr/bin/ss
for applet in $(busybox --list); do
  # Neither what signs in and boots, nor what its sh -c would have to be.
  case $applet in sh|ash|init|login|su|mount|umount|reboot|poweroff|halt|run-init|switch_root|pivot_root) continue ;; esac
  ln -s /bin/busybox "/usr/local/bin/$applet"
done`,
  expected: {
    // Its grep cannot read a tree with the names of the files apart, and nothing else here can either.
    'input.orm': 'manual no-tool',
    'deps.pinned': 'error no-tool',
    'deps.installed': 'error no-tool',
    // Neither its ps nor /proc/net say whose socket it is, and since when that runs. Ports and addresses are seen.
    'env.loaded': 'error',
    'env.unit-closed': 'error',
  },
});
