using Harvester.Core.Model;

namespace Harvester.Core.Publication;

/// <summary>Which records the catalogues for others show: each dataset once.</summary>
public static class PublishedDatasets
{
    /// <summary>True for an active record that stands for its dataset.</summary>
    public static bool IsShown(this Dataset dataset) => dataset.State == DatasetState.Active && dataset.IsCanonical();

    /// <summary>True where no other record stands for it.</summary>
    public static bool IsCanonical(this Dataset dataset) => dataset.Annotations?.CanonicalId is not { } canonical || canonical == dataset.Id;
}
