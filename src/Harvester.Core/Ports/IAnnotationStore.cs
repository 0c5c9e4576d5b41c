using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Annotations, kept apart from the datasets under the same id.</summary>
public interface IAnnotationStore
{
    Task<Annotations?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces parts of annotations, each by <see cref="AnnotationWrite.Merged"/> with what is stored then, so that no kind of work loses another's
    /// findings. A change that a reader would see (<see cref="Annotations.LooksLike"/>) enters the change log as <c>annotated</c>; the dataset's own version and document are never touched, only its place in the log (<see cref="Dataset.Sequence"/>). All writes for one dataset are one entry. Annotations of unknown datasets are ignored.
    /// </summary>
    Task PutAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, CancellationToken cancellationToken);
}
