import { Button, Flex, Form, Input, Select } from 'antd';
import { useSay } from '../app/language.tsx';
import { RoleSelect } from './role-select.tsx';

/** When whoever holds a role may be in. */
export function RoleHours() {
  const say = useSay();
  const needed = [{ required: true, message: say('mySignIns.needed') }];
  const time = [...needed, { pattern: /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, message: say('signInSettings.timeForm') }];
  return (
    <Form.List name="hours">
      {(rows, { add, remove }) => (
        <>
          <p className="muted">{say('signInSettings.hoursHint')}</p>
          {rows.map(({ key, name }) => (
            <Flex key={key} gap={12} align="end">
              <Form.Item name={[name, 'role']} label={say('role')} rules={needed} style={{ flex: 2 }}>
                <RoleSelect inUse />
              </Form.Item>
              <Form.Item name={[name, 'days']} label={say('signInSettings.days')} rules={needed} style={{ flex: 1 }}>
                <Select
                  options={(['working-days', 'every-day'] as const).map((value) => ({
                    value,
                    label: say(`signInSettings.days.${value}`),
                  }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'from']} label={say('signInSettings.from')} rules={time}>
                <Input placeholder="08:00" />
              </Form.Item>
              <Form.Item name={[name, 'until']} label={say('signInSettings.until')} rules={time}>
                <Input placeholder="18:00" />
              </Form.Item>
              <Form.Item>
                <Button onClick={() => remove(name)}>{say('signInSettings.remove')}</Button>
              </Form.Item>
            </Flex>
          ))}
          <Button onClick={() => add({ days: 'working-days' })}>{say('signInSettings.addHours')}</Button>
        </>
      )}
    </Form.List>
  );
}

/** From where whoever holds a role may be in. */
export function RoleAddresses() {
  const say = useSay();
  const needed = [{ required: true, message: say('mySignIns.needed') }];
  return (
    <Form.List name="addresses">
      {(rows, { add, remove }) => (
        <>
          <p className="muted">{say('signInSettings.addressesHint')}</p>
          {rows.map(({ key, name }) => (
            <Flex key={key} gap={12} align="end">
              <Form.Item name={[name, 'role']} label={say('role')} rules={needed} style={{ flex: 1 }}>
                <RoleSelect inUse />
              </Form.Item>
              <Form.Item
                name={[name, 'ranges']}
                label={say('signInSettings.ranges')}
                rules={needed}
                style={{ flex: 2 }}
              >
                <Select
                  mode="tags"
                  tokenSeparators={[',', ' ', '，']}
                  open={false}
                  suffixIcon={null}
                  placeholder="10.1.0.0/16"
                />
              </Form.Item>
              <Form.Item>
                <Button onClick={() => remove(name)}>{say('signInSettings.remove')}</Button>
              </Form.Item>
            </Flex>
          ))}
          <Button onClick={() => add({})}>{say('signInSettings.addAddresses')}</Button>
        </>
      )}
    </Form.List>
  );
}
