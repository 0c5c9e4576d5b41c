using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>What the readers of one record use one after another, in place of lists of their own.</summary>
internal sealed class ReadBuffers
{
    /// <summary>Where a path leads.</summary>
    internal List<JsonElement> Found { get; } = [];

    /// <summary>The texts of one value with their tags.</summary>
    internal List<(string Tag, string Text)> Tagged { get; } = [];
}
