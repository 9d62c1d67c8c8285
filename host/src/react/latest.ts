'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Returns a ref to the value of the last render, for listeners that outlive a render. */
export const useLatest = <T>(value: T): RefObject<T> => {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest as RefObject<T>;
};
