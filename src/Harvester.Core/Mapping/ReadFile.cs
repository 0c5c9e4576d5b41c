using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>An entry of a record's list of files, before all are known and each has its id.</summary>
/// <param name="Formats">Several where one entry stands for a file in each of them.</param>
/// <param name="Reader">Reports what is wrong with it.</param>
internal sealed record ReadFile(Distribution Distribution, string? StatedId, IReadOnlyList<FormatEntry> Formats, RecordReader Reader);
