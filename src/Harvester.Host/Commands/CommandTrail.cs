using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Composition;

namespace Harvester.Host.Commands;

/// <summary>The audit log, as the commands write to it.</summary>
internal static class CommandTrail
{
    /// <summary>Which body an act concerned, the connector files say; where they cannot be read, the entry does without it, as the act was done all the same.</summary>
    public static AuditTrail Of(Invocation invocation, IStore store)
    {
        var sources = new Lazy<ConfiguredSources?>(() => Load(invocation.App));
        return new AuditTrail(store, id => sources.Value?.Find(id), TimeProvider.System);
    }

    /// <summary>The same with sources that were loaded already.</summary>
    public static AuditTrail Of(IStore store, Func<string, Source?> find) => new(store, find, TimeProvider.System);

    private static ConfiguredSources? Load(AppOptions app)
    {
        try
        {
            return HarvesterApp.LoadSources(app);
        }
        catch (UsageException)
        {
            return null;
        }
    }
}
