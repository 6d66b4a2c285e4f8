using Microsoft.AspNetCore.Components;
using Migration.Dashboard.Migrating.Board;

namespace Migration.Dashboard.Migrating.Controls;

/// <summary>A part of the page that shows what stands on the board: drawn anew whenever the page has seen another version of it.</summary>
public abstract class BoardComponent : ComponentBase
{
    /// <summary>What the page has seen; a part without it would never be drawn again.</summary>
    [CascadingParameter(Name = nameof(Seen))] public long Seen { get; set; }

    [Inject] internal MigrationBoard Board { get; set; } = null!;
}
