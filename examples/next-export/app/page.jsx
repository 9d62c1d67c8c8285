'use client';

import { useEffect, useState } from 'react';
import { PinForm } from './pin-form';

export default function Page() {
  const [config, setConfig] = useState();
  useEffect(() => {
    fetch('/config.json')
      .then((answer) => answer.json())
      .then(setConfig);
  }, []);
  return (
    <main>
      <h1>Set a PIN</h1>
      {config && <PinForm {...config} />}
    </main>
  );
}
