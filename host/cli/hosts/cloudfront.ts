/**
 * Configuration for S3 with CloudFront, in the format of the AWS command line: for each file its
 * path, its response headers policy, and how to upload it. docs/DEPLOY.md says how to use it.
 *
 * CloudFront has separate members for security headers, and its own rules for caching. It
 * compresses files itself, so the compressed files are not uploaded.
 */
import type { Served } from '../deployment.js';
import type { Headers } from '../headers.js';
import { MARK } from './mark.js';
import { rulesOf } from './rules.js';

/** AWS's managed policy “CachingOptimized”, which caches by path and accepted encoding. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

export const cloudFront = (served: readonly Served[]): string => {
  const { behaviors, policies } = behaviorsOf(served);
  const objects = served.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.files).map(([name, { headers }]) => ({
      Key: `${folder}/${name}`,
      ContentType: headers['Content-Type'],
      CacheControl: headers['Cache-Control'],
    })),
  );
  const lists = {
    Comment: MARK,
    ResponseHeadersPolicies: [...policies.values()],
    CacheBehaviors: [...behaviors.values()],
    Objects: objects,
  };
  return `${JSON.stringify(lists, null, 2)}\n`;
};

/** Returns the behaviors by path, and the policies by name. AWS limits the number of both. */
export const behaviorsOf = (
  served: readonly Served[],
): { behaviors: Map<string, object>; policies: Map<string, object> } => {
  const behaviors = new Map<string, object>();
  const policies = new Map<string, object>();
  for (const { folder, name, headers } of rulesOf(served)) {
    const policy = ['sordino', folder, name.endsWith('.html') ? name : 'assets']
      .filter(Boolean)
      .join('-')
      .replace(/[^\w-]/g, '-');
    policies.set(policy, responseHeadersPolicy(policy, headers));
    // The object itself has its type and caching, so all languages or fonts share one behavior.
    const path = `/${folder ?? '*'}/${name.replace(/^(words|font)-.*\./, '$1-*.')}`;
    behaviors.set(path, {
      PathPattern: path,
      ResponseHeadersPolicyName: policy,
      CachePolicyId: CACHING_OPTIMIZED,
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      Compress: true,
    });
  }
  return { behaviors, policies };
};

/**
 * The input of `aws cloudfront create-response-headers-policy --response-headers-policy-config`.
 */
const responseHeadersPolicy = (name: string, headers: Headers): object => {
  const { 'Content-Type': _type, 'Cache-Control': _caching, ...rest } = headers;
  const security = {
    'Content-Security-Policy': (value: string) => ({
      ContentSecurityPolicy: { ContentSecurityPolicy: value, Override: true },
    }),
    'Referrer-Policy': (value: string) => ({
      ReferrerPolicy: { ReferrerPolicy: value, Override: true },
    }),
    'X-Content-Type-Options': () => ({ ContentTypeOptions: { Override: true } }),
    'Strict-Transport-Security': (value: string) => ({
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: Number(value.replace('max-age=', '')),
        IncludeSubdomains: false,
        Preload: false,
        Override: true,
      },
    }),
  };
  const isSecurity = (header: string): header is keyof typeof security => header in security;
  const custom = Object.entries(rest).filter(([header]) => !isSecurity(header));
  return {
    Name: name,
    Comment: 'Sordino’s frame',
    SecurityHeadersConfig: Object.assign(
      {},
      ...Object.entries(rest).map(([header, value]) =>
        isSecurity(header) ? security[header](value) : {},
      ),
    ) as object,
    CustomHeadersConfig: {
      Quantity: custom.length,
      Items: custom.map(([Header, Value]) => ({ Header, Value, Override: true })),
    },
  };
};
