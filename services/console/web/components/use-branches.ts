import { useState } from 'react';

/** What hangs below what in a tree that is chosen from. */
interface Branch {
  value: string;
  children?: Branch[];
}

interface Branches {
  treeExpandedKeys: string[];
  onTreeExpand: (open: unknown[]) => void;
  onSearch: (text: string) => void;
}

/**
 * Which branches of a tree are open: the topmost, all while it is searched, or as the person left them. The component's own way
 * goes by the tree as it was when the text was typed: one that came later stood closed, and what was searched for was not seen.
 */
export function useBranches(tree: readonly Branch[], top: 'open' | 'closed'): Branches {
  const [text, setText] = useState('');
  const [left, setLeft] = useState<string[]>();
  const unsearched = top === 'open' ? tree.map(({ value }) => value) : [];
  return {
    treeExpandedKeys: left ?? (text.trim() ? tree.flatMap(keysOf) : unsearched),
    onTreeExpand: (open) => setLeft(open.map(String)),
    onSearch: (typed) => {
      setText(typed);
      setLeft(undefined);
    },
  };
}

const keysOf = ({ value, children = [] }: Branch): string[] => [value, ...children.flatMap(keysOf)];
