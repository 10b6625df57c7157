import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';

/** Items by name; a long list is folded. */
export function ItemTags({ items, atOnce = 12 }: { items: readonly string[]; atOnce?: number }) {
  const say = useSay();
  const { itemName } = useNames();
  const [open, setOpen] = useState(false);
  const shown = open ? items : items.slice(0, atOnce);
  return (
    <span className="tags">
      {shown.map((item) => (
        <Tag key={item} title={item}>
          {itemName(item)}
        </Tag>
      ))}
      {items.length > shown.length && (
        <Button size="small" type="link" onClick={() => setOpen(true)}>
          {`+${items.length - shown.length} ${say('view')}`}
        </Button>
      )}
    </span>
  );
}
