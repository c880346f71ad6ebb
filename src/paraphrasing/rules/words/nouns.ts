import { type Swap, swap } from './swap.js'

/** Nouns that name the same thing. A noun is left where its other name is in the item already. */
export const NOUNS: readonly Swap[] = [
  swap('kids kid', 'children child'),
  swap('children', 'kids', { after: { not: /^['’]/ } }),
  swap('mom moms mother mothers', 'mother mothers mom moms', { after: { not: /^[- ]in[- ]law/ } }),
  swap('dad dads father fathers', 'father fathers dad dads', { after: { not: /^[- ]in[- ]law/ } }),
  swap('grandma grandpa grandmother grandfather', 'grandmother grandfather grandma grandpa'),
  swap('bike bikes', 'bicycle bicycles', { before: { not: /\b(?:to|can|will|they|motor) $/ } }),
  swap('bicycle bicycles', 'bike bikes'),
  swap('photos photo', 'photographs photograph'),
  swap('movie movies', 'film films', {
    before: { not: /\bthe $/ },
    after: { not: /^ (?:theat|ticket|night)/ },
  }),
  swap('gifts', 'presents', { before: { not: /[-] ?$/ } }),
  swap('gift', 'present', { after: { not: /^ (?:card|bag|shop|certificate|wrap|box|basket)/ } }),
  swap('presents', 'gifts', {
    before: { only: /\b(?:\d+|the|of|his|her|their|\w+day|Christmas|buys?|bought|more|many|wrap|wraps) $/ },
  }),
  swap('couch couches', 'sofa sofas'),
  swap('sofa sofas', 'couch couches'),
  swap('trash', 'garbage', { after: { not: /^ (?:can|bag)/ } }),
  swap('garbage', 'trash', { after: { not: /^ (?:can|bag)/ } }),
  swap('refrigerator fridge', 'fridge refrigerator'),
  swap('store stores', 'shop shops', {
    before: { only: /\b(?:the|a|this|that|each|every|grocery|pet|toy|book|clothing|local) $/ },
  }),
  swap('trip trips', 'journey journeys', {
    before: { only: /\b(?:the|his|her|their|whole|entire|this|that|of|return|long) $/ },
  }),
  swap('the_rest the_remainder', 'the_remainder the_rest', { before: { not: /\bfor $/ } }),
  swap('amount_of_money', 'sum_of_money'),
  swap('sum_of_money', 'amount_of_money'),
  swap('noon', 'midday', { before: { not: /\d+ $|after $/ } }),
  swap('automobile automobiles', 'car cars'),
  swap('teenagers teenager', 'teens teen'),
  swap('supper', 'dinner'),
  swap('doctor doctors', 'physician physicians', { after: { not: /^['’]/ } }),
  swap('lawyer lawyers', 'attorney attorneys'),
  swap('everyone someone everybody somebody', 'everybody somebody everyone someone'),
  swap('pals', 'friends'),
  swap('purse purses', 'handbag handbags'),
  swap('cab cabs', 'taxi taxis'),
  swap('rabbit rabbits', 'bunny bunnies'),
  swap('TV', 'television'),
]
