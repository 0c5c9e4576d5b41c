using Harvester.Connectors.Definitions;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>Checks as the host injects them, with a stand-in for Quartz.</summary>
internal static class TestChecks
{
    public static ConnectorFileChecks All { get; } = new()
    {
        KnownCodes = new HashSet<string> { "130001", "131032", "131105" },
        KnownLicences = new HashSet<string> { "CC-BY-4.0", "CC0-1.0" },
        CronFault = cron => cron.Contains('?', StringComparison.Ordinal) ? null : "'?' is needed in one field",
    };
}
