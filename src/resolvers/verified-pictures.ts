// Answers pictures of verified data, and the short-lived addresses under which they can be fetched.
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { mayRead } from '../auth/enforce.js';
import { evidenceOf, ownedBy, ownerOf } from '../auth/ownership.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import type { VerifiedData as FoundData, Picture } from '../datasources/pingone/verified-data.js';
import { PICTURE_ADDRESS_LIFE_MS, type PicturePlace } from '../media/picture-address.js';
import { DateTimeScalar, UrlScalar } from '../schema/scalars.js';
import { VerifiedData, VerifiedImage } from '../schema/verified-data.js';
import type { Context } from './context.js';

/** A picture on its way through an operation: what the schema shows, and where it lies. */
interface PictureNode extends VerifiedImage {
  /** Null: it has no content that could be fetched. */
  readonly address: { readonly place: PicturePlace; readonly expiresAt: Date } | null;
}

const MAY_FETCH = { requires: [Permission.PII_READ], owner: true } as const;

/** Pictures of verified data. */
@Resolver(() => VerifiedData)
export class VerifiedDataResolver {
  @FieldResolver(() => VerifiedImage, {
    nullable: true,
    description: 'Content of SELFIE, FRONT_IMAGE, BACK_IMAGE and the CROPPED types.',
  })
  image(@Root() item: FoundData, @Ctx() { grants }: Context): PictureNode | null {
    if (!item.image) return null;
    const node = { ...item.image, address: addressOf(item, item.image) };
    const marked = ownedBy(ownerOf(item), node, evidenceOf(item));
    return grants.cover(item) ? grants.give(marked) : marked;
  }
}

/** Their addresses; one is made only when it is asked for. */
@Resolver(() => VerifiedImage)
export class VerifiedImageResolver {
  @FieldResolver(() => UrlScalar, {
    nullable: true,
    description: 'Short-lived address of the picture at the gateway; needs no token, so treat it as a secret.',
  })
  @Pii(PiiKind.BIOMETRIC, MAY_FETCH)
  url(@Root() { address }: PictureNode, @Ctx() { services }: Context): string | null {
    return address && services.pictureUrlOf(address.place, address.expiresAt);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When `url` stops working.' })
  urlExpiresAt(@Root() image: PictureNode, @Ctx() context: Context): Date | null {
    return image.address && mayRead(MAY_FETCH, image, context) ? image.address.expiresAt : null;
  }
}

function addressOf(item: FoundData, { dataUri }: Picture): PictureNode['address'] {
  const [userId, transaction] = [ownerOf(item), evidenceOf(item)];
  if (dataUri === null || userId === null || transaction === null) return null;
  const { id: verifiedDataId, type, attempt } = item;
  return {
    place: { userId, transactionId: transaction.id, verifiedDataId, type, attempt },
    expiresAt: new Date(Date.now() + PICTURE_ADDRESS_LIFE_MS),
  };
}
