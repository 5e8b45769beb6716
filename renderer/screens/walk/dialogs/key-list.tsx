import { Kbd, Modal, Table } from '@mantine/core';
import { words } from '../../../words';
import { type KeyAct, keys } from '../keys';

/** Every key of the walk. */
export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.walk.keysTitle} returnFocus={false}>
      <Table>
        <Table.Tbody>
          {Object.entries(keys).map(([act, names]) => (
            <Table.Tr key={act}>
              <Table.Td>
                {names.map((name) => (
                  <Kbd key={name} mr={4}>
                    {words.walk.keyName(name)}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{words.walk.keys[act as KeyAct]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
