namespace Harvester.AcceptanceTests.Faults;

/// <summary>What a portal in good order answers.</summary>
internal sealed record GoodAnswer(int Status, string? ContentType, byte[] Body, IReadOnlyList<string> Headers);
