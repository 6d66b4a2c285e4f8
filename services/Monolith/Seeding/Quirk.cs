namespace Migration.Monolith.Seeding;

/// <summary>
/// What is odd about a seeded listing, as in the tables of a marketplace that has grown for years. At most one of these
/// each; the shares are of all listings. Together some 2 % of the rows cannot be taken over as they are.
/// <code>
/// share   quirk           what it looks like                                     in the way of a migration
///  6 ‰    NullPrice       price is null                                          yes
///  4 ‰    ZeroPrice       price is 0.00                                          yes
///  5 ‰    NullUser        user_id is null                                        yes
///  5 ‰    NullCategory    category_id is null                                    yes
/// 10 ‰    OddStatus       'ACTIVE', 'aktivan', 'pending', 'deleted', '', null …  mostly
///  2 ‰    ShortTitle      one or two characters                                  yes
/// 10 ‰    TrailingSpaces  blanks behind the title                                no, but must not be trimmed
/// 10 ‰    DstEdge         times in the hour that clocks skip or repeat           no, but must not move
///  3 ‰    VeryLong        more than 10,000 characters of description             no
/// 20 ‰    Emoji           also beyond the basic plane, and joined ones           no
/// </code>
/// Besides, and independent of it: 8 % drafts, 7 % sold, 3 % without description and 0.5 % with an empty one, 30 % of the
/// descriptions in several lines, 30 % never updated (updated_at = created_at), 40 % with whole-second times; of the
/// listings with images 4 % have display_order 0 everywhere, 1 % no main image and 0.5 % two.
/// </summary>
internal enum Quirk
{
    None,
    NullPrice,
    ZeroPrice,
    NullUser,
    NullCategory,
    OddStatus,
    ShortTitle,
    TrailingSpaces,
    DstEdge,
    VeryLong,
    Emoji,
}
