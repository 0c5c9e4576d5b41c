using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>A person's verdict as it was carried out.</summary>
/// <param name="First">The two datasets as they are now, annotations joined.</param>
public sealed record GivenVerdict(DuplicateVerdict Verdict, Dataset First, Dataset Second);
