namespace Harvester.Web.Actions;

/// <summary>What the <c>id</c> of an address that acts is of.</summary>
internal enum ActSubject
{
    /// <summary>Of none of the others, or there is none.</summary>
    Other,
    Source,
    Run,
    Dataset,
}
